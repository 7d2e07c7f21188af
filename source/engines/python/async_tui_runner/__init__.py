"""Runs a program of coroutines on asyncio, unchanged, and tells what happens in it as events of a trace."""
