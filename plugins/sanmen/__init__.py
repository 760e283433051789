"""The region's plugin: rules in policy.yaml, what the text says in provisions.yaml, what must come out in cases.yaml."""

from humi.hooks import RegionPlugin

plugin = RegionPlugin(__name__)
