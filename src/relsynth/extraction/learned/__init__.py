"""The learned coder: a small encoder and linear looks, in numpy, with weights that ship with the package."""
