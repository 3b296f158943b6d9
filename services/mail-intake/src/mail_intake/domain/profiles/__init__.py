"""Letters of shop engines: a profile per engine as data, one extractor for all."""
