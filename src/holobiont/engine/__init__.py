"""The mathematics: states, laws, fluxes, solvers. It knows no biology.

Everything that changes is a state `x`; everything that changes it is a flux `v` with a
stoichiometry `S`, so that `dx/dt = S v(x)` and nothing else may change a state.
"""
