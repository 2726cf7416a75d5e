"""The PP-OCRv6 models that the wheel `rapidocr` carries, by path and checked by their hash.

The wheel's own code is never imported: it may download files when it starts.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import MissingDependencyError

if TYPE_CHECKING:
    import onnxruntime

WHEEL = "rapidocr"
RUNTIME = "onnxruntime"
_REMEDY = "pip install 'sop-extract[ocr2]'"


@dataclass(frozen=True, slots=True)
class Model:
    """A model file.

    Attributes:
        name: Its name in the wheel's folder `models`.
        sha256: Of its bytes, in hexadecimal; a file with another hash is not used.
    """

    name: str
    sha256: str


# Of rapidocr 3.10.0; Apache-2.0.
DETECTOR = Model(
    "PP-OCRv6_det_small.onnx", "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"
)
RECOGNISER = Model(
    "PP-OCRv6_rec_small.onnx", "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"
)


def installed_version() -> str:
    """Return the models' and the runtime's versions.

    Raises:
        MissingDependencyError: One of them is not installed.
    """
    try:
        versions = {name: metadata.version(name) for name in (WHEEL, RUNTIME)}
    except metadata.PackageNotFoundError as error:
        raise _missing(str(error.name)) from error
    return ", ".join(f"{name} {version}" for name, version in versions.items())


def find_model(model: Model) -> Path:
    """Return the path of a model, its hash checked.

    Raises:
        MissingDependencyError: The wheel is not installed, or carries another model.
    """
    spec = util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise _missing(WHEEL)
    path = Path(spec.origin).parent / "models" / model.name
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise _missing(f"{WHEEL} with {model.name}") from error
    if digest != model.sha256:
        raise _missing(f"{WHEEL} with {model.name} of the known hash")
    return path


@cache
def load_model(model: Model) -> onnxruntime.InferenceSession:
    """Return a session that runs a model on the CPU in one thread; loaded once per process.

    Raises:
        MissingDependencyError: The runtime or the model is not installed.
    """
    path = find_model(model)
    try:
        import onnxruntime
    except ImportError as error:
        raise _missing(RUNTIME) from error
    options = onnxruntime.SessionOptions()
    # One worker process runs per core.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def characters() -> tuple[str, ...]:
    """Return the meaning of the recogniser's classes: a blank (CTC), characters, a space.

    Raises:
        MissingDependencyError: The runtime or the model is not installed.
    """
    stored: dict[str, Any] = load_model(RECOGNISER).get_modelmeta().custom_metadata_map
    return ("", *str(stored["character"]).split("\n"), " ")


def _missing(name: str) -> MissingDependencyError:
    """Return the error that a package is missing."""
    return MissingDependencyError(f"the second OCR engine needs {name}; install it: {_REMEDY}")
