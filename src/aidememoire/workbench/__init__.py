"""The workbench: the whole chain in a browser. The only place that knows Django."""
