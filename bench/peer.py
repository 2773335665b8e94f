# SPDX-License-Identifier: BSD-3-Clause
"""HNN-core 0.6.1, to be measured against: its own environment, and what it is asked to run."""

import pathlib
import subprocess
import venv

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "build" / "bench"
PYTHON = FOLDER / "bin" / "python"

RUN = """
from hnn_core import JoblibBackend, neymotin_2020_model, simulate_dipole
network = neymotin_2020_model(add_drives_from_params=True)
if {contacts}:
    places = [({x_um}, {y_um}, {z_um} + {dz_um} * k) for k in range({contacts})]
    network.add_electrode_array("shank", places, method="psa")
with JoblibBackend(n_jobs={jobs}):
    dipoles = simulate_dipole(network, tstop={tstop_ms}, n_trials={trials}, postproc=False)
for trial, dipole in enumerate(dipoles):
    dipole.write(f"dipole_{{trial}}.txt")
network.cell_response.write("spikes_%d.txt")
if {contacts}:
    import numpy
    for trial, voltages in enumerate(network.rec_arrays["shank"].voltages):
        numpy.savetxt(f"lfp_{{trial}}.txt", voltages)
"""

# All cells and connections, and as few steps as it takes.
SHEET = """
from hnn_core import JoblibBackend, neymotin_2020_model, simulate_dipole
network = neymotin_2020_model(add_drives_from_params=True, mesh_shape=({n}, {n}))
with JoblibBackend(n_jobs=1):
    simulate_dipole(network, tstop={tstop_ms}, n_trials=1, postproc=False)
"""


# joblib: without it HNN-core runs trials one after the other; opt: what its optimizers use
PACKAGES = ("hnn-core[opt]==0.6.1", "joblib")


def install():
    installed = FOLDER / "installed"
    if not PYTHON.exists():
        venv.create(FOLDER, with_pip=True)
    if not installed.exists() or installed.read_text() != " ".join(PACKAGES):
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        installed.write_text(" ".join(PACKAGES))


def run(trials=1, jobs=1, contacts=0, tstop_ms=170.0, x_um=0, y_um=0, z_um=0, dz_um=0):
    """The command that runs the default evoked response and writes its results as text."""
    return [str(PYTHON), "-c", RUN.format(**locals())]


def sheet(n, tstop_ms=2.0):
    """The command that makes a sheet of n x n columns, which is wired all to all."""
    return [str(PYTHON), "-c", SHEET.format(n=n, tstop_ms=tstop_ms)]
