"""Decision tables: cells, policies, files, what is missing, what is explained, what check finds."""
