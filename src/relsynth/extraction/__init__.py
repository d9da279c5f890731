"""From a document to proposed codings: sentences, candidates, assertion, facets.

The cascade does cheap work first (docs/explanation/extraction.md): sentences and
dictionary over everything, assertion and facets on sentences with a hit, spaCy's
parser, where a model is installed, on those alone.
"""
