"""Pages -> files: doing as little as possible, safely."""
