"""InSales by its REST API: orders in, goods and statuses out."""
