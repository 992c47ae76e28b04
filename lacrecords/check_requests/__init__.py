"""Suitability checks: who asks, whom about, what was searched, decided and answered."""
