import pytest


@pytest.fixture
def quick_picture(monkeypatch):
    """Most tests do not look at the picture, which takes half a second."""
    monkeypatch.setattr("sim.reports.chart.draw", lambda run, to: to.write_bytes(b"picture"))
