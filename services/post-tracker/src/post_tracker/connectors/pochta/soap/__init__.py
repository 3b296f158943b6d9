"""Messages of both SOAP services, written and read by hand."""
