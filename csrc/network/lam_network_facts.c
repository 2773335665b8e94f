/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_facts.c - the tables of facts: what stands in a lam_model and the structs in it, by
 * name and unit. docs/facts.md says what each means. */
#include "base/lam_facts_impl.h"

/* A row a fact. clang-format would fill the lines. */
/* clang-format off */

/* ---- cells ---- */

LAM_FACT_TABLE(lam_parameter,
    LAM_FACT(name, NULL),
    LAM_FACTS(values, n_values, 1, NULL)) /* units are the mechanism's */

LAM_FACT_TABLE(lam_mechanism,
    LAM_FACT(name, NULL),
    LAM_FACT_LIST(parameters, n_parameters, lam_parameter))

LAM_FACT_TABLE(lam_section,
    LAM_FACT(name, NULL),
    LAM_FACT(L_um, "um"),
    LAM_FACT(diam_um, "um"),
    LAM_FACT(Ra_ohm_cm, "ohm cm"),
    LAM_FACT(cm_uF_cm2, "uF/cm2"),
    LAM_FACT(v0_mV, "mV"),
    LAM_FACT(nseg, NULL),
    LAM_FACT(parent, NULL),
    LAM_FACT(parent_x, NULL),
    LAM_FACT(joined_end, NULL),
    LAM_FACTS_ROW(start_um, "um"),
    LAM_FACTS_ROW(end_um, "um"),
    LAM_FACT_LIST(mechanisms, n_mechanisms, lam_mechanism),
    LAM_FACTS(receptors, n_receptors, 1, NULL))

LAM_FACT_TABLE(lam_receptor,
    LAM_FACT(name, NULL),
    LAM_FACT(synapse.name, NULL),
    LAM_FACT_LIST(synapse.parameters, synapse.n_parameters, lam_parameter))

LAM_FACT_TABLE(lam_location,
    LAM_FACT(name, NULL),
    LAM_FACTS(sections, n_sections, 1, NULL))

LAM_FACT_TABLE(lam_cell_type,
    LAM_FACT(name, NULL),
    LAM_FACT(template_name, NULL),
    LAM_FACT(layer, NULL),
    LAM_FACT(label, NULL),
    LAM_FACT(excitatory, NULL),
    LAM_FACT(own_shape, NULL),
    LAM_FACT(dipole_section, NULL),
    LAM_FACT_LIST(sections, n_sections, lam_section),
    LAM_FACT_LIST(receptors, n_receptors, lam_receptor),
    LAM_FACT_LIST(locations, n_locations, lam_location))

/* ---- wiring ---- */

LAM_FACT_TABLE(lam_model_column,
    LAM_FACT(name, NULL),
    LAM_FACTS_ROW(at_um, "um"),
    LAM_FACT(scale, NULL),
    LAM_FACT(nx, NULL),
    LAM_FACT(ny, NULL),
    LAM_FACT(inplane_distance_um, "um"),
    LAM_FACT(layer_separation_um, "um"),
    LAM_FACTS_ROW(origin_um, "um"),
    LAM_FACT(n_gids, NULL))

LAM_FACT_TABLE(lam_population,
    LAM_FACT(name, NULL),
    LAM_FACT(cell_type, NULL),
    LAM_FACT(drive, NULL),
    LAM_FACT(column, NULL),
    LAM_FACT(first_gid, NULL),
    LAM_FACT(end_gid, NULL),
    LAM_FACT(baseline, NULL))

LAM_FACT_TABLE(lam_connection,
    LAM_FACT(source, NULL),
    LAM_FACT(target, NULL),
    LAM_FACT(location, NULL),
    LAM_FACTS(sections, n_sections, 1, NULL),
    LAM_FACT(receptor, NULL),
    LAM_FACT(weight_uS, "uS"),
    LAM_FACT(delay_ms, "ms"),
    LAM_FACT(gain, NULL),
    LAM_FACT(lamtha, "in-plane distances"),
    LAM_FACT(threshold_mV, "mV"),
    LAM_FACT(probability, NULL),
    LAM_FACT(autapses, NULL),
    LAM_FACT(n_pairs, NULL))

LAM_FACT_TABLE(lam_drive_rate,
    LAM_FACT(first_cell, NULL),
    LAM_FACT(end_cell, NULL),
    LAM_FACT(rate_Hz, "Hz"))

LAM_FACT_TABLE(lam_drive,
    LAM_FACT(name, NULL),
    LAM_FACT(kind, NULL),
    LAM_FACT(location, NULL),
    LAM_FACT(cell_specific, NULL),
    LAM_FACT(n_cells, NULL),
    LAM_FACT(event_seed, NULL),
    LAM_FACT(mu_ms, "ms"),
    LAM_FACT(sigma_ms, "ms"),
    LAM_FACT(n_spikes, NULL),
    LAM_FACT(tstart_ms, "ms"),
    LAM_FACT(tstop_ms, "ms"),
    LAM_FACT_LIST(rates, n_rates, lam_drive_rate),
    LAM_FACT(tstart_std_ms, "ms"),
    LAM_FACT(burst_rate_Hz, "Hz"),
    LAM_FACT(burst_std_ms, "ms"),
    LAM_FACT(spike_isi_ms, "ms"),
    LAM_FACTS_ROW(position_um, "um"))

LAM_FACT_TABLE(lam_bias,
    LAM_FACT(name, NULL),
    LAM_FACT(population, NULL),
    LAM_FACT(section, NULL),
    LAM_FACT(amplitude_nA, "nA"),
    LAM_FACT(tstart_ms, "ms"),
    LAM_FACT(tstop_ms, "ms"),
    LAM_FACTS(gids, n_cells, 1, NULL))

LAM_FACT_TABLE(lam_electric_field,
    LAM_FACT(name, NULL),
    LAM_FACT(waveform, NULL),
    LAM_FACT(amplitude_V_m, "V/m"),
    LAM_FACTS_ROW(direction, NULL),
    LAM_FACT(tstart_ms, "ms"),
    LAM_FACT(tstop_ms, "ms"),
    LAM_FACT(ramp_ms, "ms"),
    LAM_FACT(frequency_Hz, "Hz"),
    LAM_FACT(phase_deg, "deg"),
    LAM_FACT(width_ms, "ms"),
    LAM_FACT(rate_Hz, "Hz"),
    LAM_FACT(biphasic, NULL),
    LAM_FACT(decay_ms, "ms"),
    LAM_FACTS(times_ms, n_samples, 1, "ms"),
    LAM_FACTS(values, n_samples, 1, NULL))

/* ---- what is measured ---- */

LAM_FACT_TABLE(lam_csd_options,
    LAM_FACT(conductivity_S_m, "S/m"),
    LAM_FACT(radius_um, "um"),
    LAM_FACT(conductivity_top_S_m, "S/m"),
    LAM_FACT(surface_um, "um"),
    LAM_FACT(kernel_width_um, "um"),
    LAM_FACT(regularisation, NULL))

LAM_FACT_TABLE(lam_electrode_array,
    LAM_FACT(name, NULL),
    LAM_FACTS(positions_um, n_contacts, 3, "um"),
    LAM_FACT(method, NULL),
    LAM_FACTS_ROW(conductivity_S_m, "S/m"),
    LAM_FACT(min_distance_um, "um"),
    LAM_FACT(radius_um, "um"),
    LAM_FACT(n_points, NULL),
    LAM_FACTS(normals, n_contacts, 3, NULL),
    LAM_FACT(below.z_um, "um"),
    LAM_FACT(below.conductivity_S_m, "S/m"),
    LAM_FACT(above.z_um, "um"),
    LAM_FACT(above.conductivity_S_m, "S/m"),
    LAM_FACTS(populations, n_populations, 1, NULL),
    LAM_FACT(apart, NULL),
    LAM_FACT(receptors_apart, NULL),
    LAM_FACT_PERHAPS(csd, lam_csd_options))

LAM_FACT_TABLE(lam_slabs,
    LAM_FACT(volumes.name, NULL),
    LAM_FACTS(volumes.lower_um, volumes.n, 3, "um"),
    LAM_FACTS(volumes.upper_um, volumes.n, 3, "um"),
    LAM_FACTS_ROW(volumes.axis_um, "um"),
    LAM_FACT(volumes.radius_um, "um"),
    LAM_FACT(volumes.area_um2, "um2"),
    LAM_FACTS(populations, n_populations, 1, NULL))

LAM_FACT_TABLE(lam_sensor_set,
    LAM_FACT(name, NULL),
    LAM_FACT(is_meg, NULL),
    LAM_FACT(model, NULL),
    LAM_FACTS(positions_mm, n, 3, "mm"),
    LAM_FACTS(orientations, n, 3, NULL),
    LAM_FACTS_ROW(dipole_mm, "mm"),
    LAM_FACTS_ROW(right, NULL),
    LAM_FACTS_ROW(up, NULL),
    LAM_FACTS(leads, n, 3, "uV/nAm or fT/nAm"))

/* ---- the whole ---- */

LAM_FACT_TABLE(lam_model,
    LAM_FACT(name, NULL),
    LAM_FACT(model_of, NULL),
    LAM_FACT(baseline, NULL),
    LAM_FACT(celsius, "degC"),
    LAM_FACT(threshold_mV, "mV"),
    LAM_FACT(tstop_ms, "ms"),
    LAM_FACT(dt_ms, "ms"),
    LAM_FACT(settle_ms, "ms"),
    LAM_FACT(trials, NULL),
    LAM_FACT(seed, NULL),
    LAM_FACT(scale, NULL),
    LAM_FACT(smooth_ms, "ms"),
    LAM_FACT(nx, NULL),
    LAM_FACT(ny, NULL),
    LAM_FACT(on_lattice, NULL),
    LAM_FACT(inplane_distance_um, "um"),
    LAM_FACT(n_cells, NULL),
    LAM_FACT(n_gids, NULL),
    LAM_FACT_LIST(columns, n_columns, lam_model_column),
    LAM_FACT_LIST(cell_types, n_cell_types, lam_cell_type),
    LAM_FACT_LIST(populations, n_populations, lam_population),
    LAM_FACT_LIST(connections, n_connections, lam_connection),
    LAM_FACT_LIST(drives, n_drives, lam_drive),
    LAM_FACT_LIST(biases, n_biases, lam_bias),
    LAM_FACT_LIST(electric_fields, n_electric_fields, lam_electric_field),
    LAM_FACT_LIST(arrays, n_arrays, lam_electrode_array),
    LAM_FACT_LIST(slabs, n_slabs, lam_slabs),
    LAM_FACT_LIST(sensor_sets, n_sensor_sets, lam_sensor_set))

/* clang-format on */

lam_owner lam_network_owner(const lam_network *network) {
    return (lam_owner){lam_model_facts(), lam_network_model(network)};
}

lam_owner lam_array_owner(const lam_electrode_array *array) {
    return (lam_owner){lam_electrode_array_facts(), array};
}
