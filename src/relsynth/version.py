"""The version of relsynth, as outputs print it."""

__version__ = "0.1.0"
