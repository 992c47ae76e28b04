"""Advice on sharing, asked without saying whom it is about: question, thread, answer."""
