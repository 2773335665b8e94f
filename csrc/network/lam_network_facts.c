/* SPDX-License-Identifier: BSD-3-Clause
 * lam_network_facts.c - the tables of facts: what stands in a lam_model and the structs in it, by
 * name and unit. docs/facts.md says what each means. */
#include "base/lam_facts_impl.h"

/* ---- cells ---- */

#define LAM_ENTRY lam_parameter
static const lam_fact_field parameter_rows[] = {
    LAM_FACT(name, NULL), LAM_FACTS(values, n_values, 1, NULL), /* units are the mechanism's */
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_parameter, parameter_rows);

#define LAM_ENTRY lam_mechanism
static const lam_fact_field mechanism_rows[] = {
    LAM_FACT(name, NULL),
    LAM_FACT_LIST(parameters, n_parameters, lam_parameter),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_mechanism, mechanism_rows);

#define LAM_ENTRY lam_section
static const lam_fact_field section_rows[] = {
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
    LAM_FACTS(receptors, n_receptors, 1, NULL),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_section, section_rows);

#define LAM_ENTRY lam_receptor
static const lam_fact_field receptor_rows[] = {
    LAM_FACT(name, NULL),
    LAM_FACT(synapse.name, NULL),
    LAM_FACT_LIST(synapse.parameters, synapse.n_parameters, lam_parameter),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_receptor, receptor_rows);

#define LAM_ENTRY lam_location
static const lam_fact_field location_rows[] = {
    LAM_FACT(name, NULL),
    LAM_FACTS(sections, n_sections, 1, NULL),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_location, location_rows);

#define LAM_ENTRY lam_cell_type
static const lam_fact_field cell_type_rows[] = {
    LAM_FACT(name, NULL),
    LAM_FACT(template_name, NULL),
    LAM_FACT(layer, NULL),
    LAM_FACT(label, NULL),
    LAM_FACT(excitatory, NULL),
    LAM_FACT(own_shape, NULL),
    LAM_FACT(dipole_section, NULL),
    LAM_FACT_LIST(sections, n_sections, lam_section),
    LAM_FACT_LIST(receptors, n_receptors, lam_receptor),
    LAM_FACT_LIST(locations, n_locations, lam_location),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_cell_type, cell_type_rows);

/* ---- wiring ---- */

#define LAM_ENTRY lam_population
static const lam_fact_field population_rows[] = {
    LAM_FACT(name, NULL),      LAM_FACT(cell_type, NULL), LAM_FACT(drive, NULL),
    LAM_FACT(first_gid, NULL), LAM_FACT(end_gid, NULL),   LAM_FACT(baseline, NULL),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_population, population_rows);

#define LAM_ENTRY lam_connection
static const lam_fact_field connection_rows[] = {
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
    LAM_FACT(n_pairs, NULL),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_connection, connection_rows);

#define LAM_ENTRY lam_drive_rate
static const lam_fact_field drive_rate_rows[] = {
    LAM_FACT(first_cell, NULL),
    LAM_FACT(end_cell, NULL),
    LAM_FACT(rate_Hz, "Hz"),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_drive_rate, drive_rate_rows);

#define LAM_ENTRY lam_drive
static const lam_fact_field drive_rows[] = {
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
    LAM_FACTS_ROW(position_um, "um"),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_drive, drive_rows);

#define LAM_ENTRY lam_bias
static const lam_fact_field bias_rows[] = {
    LAM_FACT(name, NULL),
    LAM_FACT(population, NULL),
    LAM_FACT(section, NULL),
    LAM_FACT(amplitude_nA, "nA"),
    LAM_FACT(tstart_ms, "ms"),
    LAM_FACT(tstop_ms, "ms"),
    LAM_FACTS(gids, n_cells, 1, NULL),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_bias, bias_rows);

/* ---- what is measured ---- */

#define LAM_ENTRY lam_csd_options
static const lam_fact_field csd_options_rows[] = {
    LAM_FACT(conductivity_S_m, "S/m"),     LAM_FACT(radius_um, "um"),
    LAM_FACT(conductivity_top_S_m, "S/m"), LAM_FACT(surface_um, "um"),
    LAM_FACT(kernel_width_um, "um"),       LAM_FACT(regularisation, NULL),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_csd_options, csd_options_rows);

#define LAM_ENTRY lam_electrode_array
static const lam_fact_field electrode_array_rows[] = {
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
    LAM_FACT_PERHAPS(csd, lam_csd_options),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_electrode_array, electrode_array_rows);

#define LAM_ENTRY lam_slabs
static const lam_fact_field slabs_rows[] = {
    LAM_FACT(volumes.name, NULL),
    LAM_FACTS(volumes.lower_um, volumes.n, 3, "um"),
    LAM_FACTS(volumes.upper_um, volumes.n, 3, "um"),
    LAM_FACTS_ROW(volumes.axis_um, "um"),
    LAM_FACT(volumes.radius_um, "um"),
    LAM_FACT(volumes.area_um2, "um2"),
    LAM_FACTS(populations, n_populations, 1, NULL),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_slabs, slabs_rows);

#define LAM_ENTRY lam_sensor_set
static const lam_fact_field sensor_set_rows[] = {
    LAM_FACT(name, NULL),
    LAM_FACT(is_meg, NULL),
    LAM_FACT(model, NULL),
    LAM_FACTS(positions_mm, n, 3, "mm"),
    LAM_FACTS(orientations, n, 3, NULL),
    LAM_FACTS_ROW(dipole_mm, "mm"),
    LAM_FACTS_ROW(right, NULL),
    LAM_FACTS_ROW(up, NULL),
    LAM_FACTS(leads, n, 3, "uV/nAm or fT/nAm"),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_sensor_set, sensor_set_rows);

/* ---- the whole ---- */

#define LAM_ENTRY lam_model
static const lam_fact_field model_rows[] = {
    LAM_FACT(name, NULL),
    LAM_FACT(baseline, NULL),
    LAM_FACT(celsius, "degC"),
    LAM_FACT(threshold_mV, "mV"),
    LAM_FACT(tstop_ms, "ms"),
    LAM_FACT(dt_ms, "ms"),
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
    LAM_FACT_LIST(cell_types, n_cell_types, lam_cell_type),
    LAM_FACT_LIST(populations, n_populations, lam_population),
    LAM_FACT_LIST(connections, n_connections, lam_connection),
    LAM_FACT_LIST(drives, n_drives, lam_drive),
    LAM_FACT_LIST(biases, n_biases, lam_bias),
    LAM_FACT_LIST(arrays, n_arrays, lam_electrode_array),
    LAM_FACT_LIST(slabs, n_slabs, lam_slabs),
    LAM_FACT_LIST(sensor_sets, n_sensor_sets, lam_sensor_set),
};
#undef LAM_ENTRY
static LAM_FACT_TABLE(lam_model, model_rows);

lam_owner lam_network_owner(const lam_network *network) {
    return (lam_owner){&lam_model_facts, lam_network_model(network)};
}

lam_owner lam_array_owner(const lam_electrode_array *array) {
    return (lam_owner){&lam_electrode_array_facts, array};
}
