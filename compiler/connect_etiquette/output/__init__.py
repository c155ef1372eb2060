"""Output: what is written: the bundle, the manifests, archives for the stores, schemas for editors.

Nothing is decided in this room; the same input gives the same bytes.
"""

from typing import TYPE_CHECKING

from ..later import later
from .borrowed import Lent, with_borrowed
from .bundle import compile_bundle, dump
from .editor_schemas import editor_files, modeline, schemas_for_editors
from .manifest import browser_folders, render_manifest, shared_contents
from .paths import Paths, find_paths, is_inside, paths_for
from .published_schemas import published_schema, validate_output
from .traceability import met, traceability_as_markdown
from .writing import STAGING, fill, not_of_a_build, put_in, replace_all, same_files, unwritable, with_put_in

if TYPE_CHECKING:
    from .archive import SUMS, differences, from_store, left_out, not_of_packages, pack, packages, source_files, sums
    from .site import INDEX, is_a_site, needed, site_contents
    from .strict_zip import ArchiveError
else:
    __getattr__ = later(__name__, "archive", "site", "strict_zip")
