"""Datasets: papers of a whole literature, coded outside of any project, as Parquet files in a folder.

A project is one SQLite file, which a team works in. A million papers are none that a team reads one by one: they are
coded on many machines, and asked of as a whole. So they lie in partitions, each written by itself and marked when it
is complete, and every program that reads Parquet can read them (docs/reference/dataset.md).
"""

from __future__ import annotations
