"""What a publisher asked for -> what was done, printed, and an exit code; one module a command."""
