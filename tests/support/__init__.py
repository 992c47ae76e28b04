"""What the tests stand on: a PostgreSQL server, template databases, small tools."""
