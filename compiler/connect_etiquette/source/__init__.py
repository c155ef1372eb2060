"""Source: YAML text becomes plain data in which every value knows where it was written.

Here is also the shape that each file must have; what the names in a file mean is not known in this room.
"""

from .shapes import SCHEMAS, YEARS, Schema, check_against, check_shape, kind_of
from .slips import CURLY
from .validator import Validator
from .yaml import Map, Seq, display_name, parse, read_file, read_folder, remember_files
