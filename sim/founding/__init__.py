"""How a world begins: people and employers are built one by one from its facts."""
