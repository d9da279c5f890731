"""Reports: what a finished synthesis looks like to people who were not there."""
