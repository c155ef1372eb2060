"""How sharp the tests are: faults made on purpose by mutmut and Stryker, and whether a test notices."""
