"""Cablepress: raw diplomatic telegrams -> a cross-linked web archive."""

__version__ = "0.1.0"
