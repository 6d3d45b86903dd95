"""How fast, measured against a plain Mesa model of the same rules: `python -m benchmarks [--small] [--write]`."""
