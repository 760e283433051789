"""The problem codes, one module per family; `humi.reading.catalogue` joins them."""
