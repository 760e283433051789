"""The version of Humi."""

__version__ = "0.1.0"
