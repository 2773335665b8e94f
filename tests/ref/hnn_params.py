# SPDX-License-Identifier: BSD-3-Clause
"""What HNN-core 0.6.1 makes of parameter files.

    hnn_params.py write               remakes the files in params/ and what it makes of them
    hnn_params.py compare PARAMS_DUMP PROJECT N_FILES [FILE ...]
                                      compares N_FILES random files, and each FILE, with what we
                                      make of them; PARAMS_DUMP is check-long/params_dump.c, compiled
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy as np
from hnn_core import neymotin_2020_model, read_params
from hnn_core.params_default import (get_L2Pyr_params_default, get_L5Pyr_params_default,
                                     get_params_default)

CELLS = ("L2_basket", "L2_pyramidal", "L5_basket", "L5_pyramidal")
DYNAMICS = dict(
    evoked=dict(mu="mu", sigma="sigma", numspikes="numspikes"),
    poisson=dict(tstart="tstart", tstop="tstop", rate_constant="rate_constant"),
    bursty=dict(tstart="tstart", tstart_std="tstart_std", tstop="tstop", burst_rate="burst_rate",
                burst_std="burst_std", numspikes="numspikes", spike_isi="spike_isi"))
rng = np.random.default_rng(190)


# ---- files -------------------------------------------------------------------------------------
def choose(*choices):
    return choices[rng.integers(len(choices))]


def uniform(low, high):
    return float(f"{rng.uniform(low, high):.5g}")


def number(key, tstop):
    """Something that a file may hold for a key; now and then what HNN-core refuses."""
    odd = rng.random() < 0.02
    if key.startswith(("events_per", "repeats", "numspikes")):
        return 0 if odd else int(rng.integers(1, 4))
    if key.startswith("prng_seed"):
        return int(rng.integers(-5, 50))
    if "delay" in key:
        return -1 if odd and key.endswith("L5") else choose(0.1, 1, 5.0, uniform(0.05, 9))
    if "sigma" in key or "stdev" in key:
        return -1.5 if odd else choose(0, 0.0, 20.0, uniform(0, 9))
    if key.startswith("f_input"):
        return choose(0, -10, 150.0) if odd else choose(10, 20.0, uniform(1, 60))
    if key.startswith(("t0_", "tstop_", "T_")):
        return -1 if odd else choose(0, -1.0 if "pois" in key else 0.0, 50,
                                     uniform(0, 2 * tstop))
    if key.endswith("Gauss_mu"):
        return choose(2000.0, 10, uniform(1, 2 * tstop))
    if key.startswith("t_ev"):
        return choose(0, -10.5, 2000, uniform(0, tstop))
    if "lamtha" in key:
        return choose(0, -1.0, 40, uniform(0, 100))
    if key == "sync_evinput":
        return choose(0, 1, 1.0)
    if key == "tstop":
        return tstop
    if key == "dt":
        return choose(0.025, 0.05)
    if key in ("celsius", "threshold"):
        return choose(6.3, 37, uniform(0, 40))
    return choose(0, 0.0, 1e-3, 5.4e-5, uniform(0, 1))


def random_file(folder, i):
    n_prox, n_dist = rng.integers(0, 13, 2) if rng.random() < 0.1 else rng.integers(0, 4, 2)
    tstop = choose(170, 250.0, uniform(10, 1000))
    ignored = get_L2Pyr_params_default() | get_L5Pyr_params_default()
    keys = [key for key in get_params_default(n_prox, n_dist) if key not in ignored]
    keys += ["t_evprox_late", "no_such_key", "gbar_evprox_1_L2Pyr", "L2Pyr_soma_L"]
    share = rng.random()
    params = {key: number(key, tstop) for key in rng.permutation(keys) if rng.random() < share}
    params["gbar_L2Pyr_L5Pyr"] = number("gbar", tstop)
    if rng.random() < 0.02:
        params["gbar_L2Pyr_L5Pyr"] = choose("abc", "1.5x")
    path = folder / f"file{i}{choose('.json', '.param')}"
    if path.suffix == ".json":
        path.write_text(json.dumps(params, indent=0))
    else:
        path.write_text("".join(f"{key}: {value}\n" for key, value in params.items()))
    return path


# ---- comparison --------------------------------------------------------------------------------
def plain(value):
    """Without units."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value[0] if isinstance(value, list) else value


def drive_connections(name, drive, first, ranges):
    """As HNN-core lists them: source, target, location, receptor, weight, delay, lamtha, pairs."""
    weights = dict(ampa=plain(drive["weights_ampa"]), nmda=plain(drive.get("weights_nmda", {})))
    start = first
    for target in CELLS:
        if not any(target in weights[receptor] for receptor in weights):
            continue
        for receptor in weights:
            if drive["cell_specific"]:
                pairs = {start + k: [gid] for k, gid in enumerate(ranges[target])}
            else:
                pairs = {gid: list(ranges[target]) for gid in ranges[name]}
            if target in weights[receptor]:
                yield (name, target, drive["location"], receptor, weights[receptor][target],
                       plain(drive["synaptic_delays"])[target], plain(drive["space_constant"]), pairs)
        start += len(ranges[target]) if drive["cell_specific"] else 0


def compare(ours, net):
    assert plain(ours["threshold"]) == net.threshold
    for key in ("celsius", "tstop", "dt"):
        assert plain(ours[key]) == net._params[key], key
    assert ours["scale"] == net._params["dipole_scalefctr"]
    assert plain(ours["smooth"]) == max(0, net._params["dipole_smooth_win"])
    drives = ours.get("drives", {})
    assert list(drives) == list(net.external_drives), (list(drives), list(net.external_drives))
    expected, gid, ranges = [], 270, dict(net.gid_ranges)
    for name, drive in drives.items():
        theirs = net.external_drives[name]
        size = drive.get("n_drive_cells") or sum(len(ranges[c]) for c in drive["weights_ampa"])
        assert ranges[name] == range(gid, gid + size), name
        assert drive["event_seed_shift"] == "first_gid"
        assert drive["event_seed"] + gid == theirs["event_seed"], name
        assert drive["type"] == theirs["type"].replace("gaussian", "evoked")
        assert drive["cell_specific"] == theirs["cell_specific"]
        assert size == theirs["n_drive_cells"]
        for key, their_key in DYNAMICS[drive["type"]].items():
            assert plain(drive[key]) == theirs["dynamics"][their_key], (name, key)
        expected += drive_connections(name, drive, gid, ranges)
        gid += size
    for c in ours["connections"]:
        pairs = {source: [gid for gid in ranges[c["to"]] if gid != source or c.get("autapses", True)]
                 for source in ranges[c["from"]]}
        expected.append((c["from"], c["to"], c["location"], c["receptor"], plain(c["weight"]),
                         plain(c["delay"]), plain(c["lamtha"]), pairs))
    assert len(expected) == len(net.connectivity)
    for mine, c in zip(expected, net.connectivity):
        synapse = c["nc_dict"]
        assert mine == (c["src_type"], c["target_type"], c["loc"], c["receptor"],
                        synapse["A_weight"], synapse["A_delay"], synapse["lamtha"],
                        c["gid_pairs"]), mine[:7]
        assert synapse["gain"] == 1 and synapse["threshold"] == net.threshold


def compare_files(program, project, n_files, *files):
    n_refused = 0
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(file) for file in files]
        files += [random_file(pathlib.Path(folder), i) for i in range(int(n_files))]
        output = subprocess.run([program, f"{project}/params", *map(str, files)], check=True,
                                capture_output=True, text=True).stdout
        for file, line in zip(files, output.splitlines(), strict=True):
            read = json.loads(line)
            try:
                net = neymotin_2020_model(read_params(str(file)), add_drives_from_params=True)
            except Exception as error:  # whatever HNN-core stumbles over
                # A delay of -1 fails there even in a rhythm that has no time and is left out; an input
                # with 0 spikes, which HNN's files mean as off.
                known = error.args in [("L2Pyr",), ("Number of spikes must be greater than zero",)]
                assert "error" in read or known, f"{file.read_text()}\nHNN-core refuses it: {error!r}"
                n_refused += 1
                continue
            assert "error" not in read, f"{file.read_text()}\nHNN-core reads it: {read['error']}"
            try:
                compare(read["network"], net)
            except AssertionError:
                print(file.read_text())
                raise
    print(f"{len(files)} files, {n_refused} of them refused")


# ---- files that are kept -----------------------------------------------------------------------
def as_text(net):
    """A line for each drive and each connection, numbers as they are."""
    def numbers(*values):
        return " ".join(repr(float(value)) for value in values)

    yield "network " + numbers(net._params["celsius"], net.threshold, net._params["tstop"])
    for name, drive in net.external_drives.items():
        kind = drive["type"].replace("gaussian", "evoked")
        gids, dynamics = net.gid_ranges[name], drive["dynamics"]
        values = [dynamics[key] for key in DYNAMICS[kind].values() if key != "rate_constant"]
        if kind == "poisson":
            values += [dynamics["rate_constant"][cell] for cell in CELLS]
        yield f"{kind} {name} " + numbers(gids[0], len(gids), drive["event_seed"], *values)
    for c in net.connectivity:
        first_source = next(iter(c["gid_pairs"]))
        synapse = c["nc_dict"]
        yield (f"connection {c['src_type']} {c['target_type']} {c['loc']} {c['receptor']} " +
               numbers(synapse["A_weight"], synapse["A_delay"], synapse["lamtha"], first_source,
                       sum(map(len, c["gid_pairs"].values()))))


def write():
    folder = pathlib.Path(__file__).with_name("params")
    for i in range(100):
        file = random_file(folder, i)
        try:
            net = neymotin_2020_model(read_params(str(file)), add_drives_from_params=True)
        except Exception:  # HNN-core stumbles over it
            net = None
        kinds = [drive["type"] for drive in net.external_drives.values()] if net else []
        n_kept = len(list(folder.glob("*.txt")))
        if n_kept < 6 and 4 <= len(kinds) <= 8 and len(set(kinds)) >= 3 and (
                net._params["sync_evinput"] == n_kept % 2):
            file = file.rename(folder / f"random{n_kept}{file.suffix}")
            file.with_suffix(".txt").write_text("\n".join(as_text(net)) + "\n")
        else:
            file.unlink()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    dict(write=write, compare=compare_files)[sys.argv[1]](*sys.argv[2:])
