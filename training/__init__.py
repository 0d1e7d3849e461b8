"""From corpora to the components that ship in `onrecord/data`; never imported by the package."""
