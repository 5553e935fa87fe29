"""A site's folder -> the site on this machine, built anew and reloaded when a file changes."""
