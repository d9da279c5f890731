"""Screening: which records are eligible, read in which order, until when, and how well people agree.

Nothing here reads a file, a clock or a database: decisions and texts in; outcomes, orders and counts out.
"""
