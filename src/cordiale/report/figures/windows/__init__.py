"""The signature figure: each snapshot as a window (Table 1 as panes, status as the sill)."""
