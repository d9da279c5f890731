"""relsynth: from a folder of papers to an evidence-gap map of partnering."""
