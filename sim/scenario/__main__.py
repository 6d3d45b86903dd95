"""Write the JSON Schema of scenario files anew, after a declaration has changed: `python -m sim.scenario`."""

from sim.scenario.schema import write_schema

if __name__ == "__main__":
    print(f"wrote scenarios/{write_schema().name}")
