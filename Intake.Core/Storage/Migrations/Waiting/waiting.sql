-- What waits of a case is told by the kinds of its entries alone: read from the index, without the sealed rows behind it.
DROP INDEX intake.ux_entry_compartment_id_position;
CREATE UNIQUE INDEX ux_entry_compartment_id_position ON intake.entry (compartment_id, position) INCLUDE (id, kind);
