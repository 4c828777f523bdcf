"""The demonstration: invented people, bodies and projects, generated from a seed.

Everything here is *dati dimostrativi*. Only the measures, their money and the amounts of the lots
are the Region's.
"""
