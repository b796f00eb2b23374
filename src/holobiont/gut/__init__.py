"""The luminal ecosystem: what happens to food, organisms and their products in the gut.

One file a process; each declares its fluxes and the engine alone adds them up. The same processes
run in the segments of a colon and in a vessel.
"""
