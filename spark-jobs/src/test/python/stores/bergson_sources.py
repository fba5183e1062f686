"""create_index of two versions of bergson, without the 4 GB that importing bergson takes.

The function is cut out of data.py of the wheel from PyPI and run as it is.
"""

import ast
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np


class OneProcess:
    """torch.distributed where there is one process."""

    is_initialized = staticmethod(lambda: False)


def create_index(version):
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder]
        subprocess.run([*pip, f"bergson=={version}"], check=True)
        wheel = next(Path(folder).glob("bergson-*.whl"))
        source = zipfile.ZipFile(wheel).read("bergson/data.py").decode()
    function = next(
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name == "create_index"
    )
    scope = {"np": np, "json": json, "os": os, "Path": Path, "dist": OneProcess, "DTypeLike": object}
    exec(ast.get_source_segment(source, function), scope)
    return scope["create_index"]
