"""Pure rules of the acts: lifecycle, typed variables, the form of a reference."""
