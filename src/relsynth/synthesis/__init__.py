"""Codings into evidence: tables, profiles and gaps, each a published method with its source.

Everything is counted by study, never by segment, and every number keeps the codings
behind it. Pure functions over frozen values.
"""
