from hypothesis import settings

# The same examples on every machine, and no alarm when a busy machine is slow.
settings.register_profile("reemploy", deadline=None, derandomize=True)
settings.load_profile("reemploy")
