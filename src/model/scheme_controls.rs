//! The controls of a scheme by their names, those of earlier versions included.

use super::catalog::Catalog;
use super::control::Control;
use super::earlier::{Earlier, Lineages, Present};
use super::lineage::ControlName;
use super::scheme::Scheme;
use super::table::ControlId;
use crate::source::Text;

impl Scheme {
    /// Finds a control by `C.1`, where only one catalog has that key, or by `asvs-c:C.1`. The name of a control that
    /// a profile takes finds the control that takes it. The name of a control of an earlier version finds none:
    /// [`Self::earlier`] answers it.
    pub fn find_control(&self, name: &str) -> Option<ControlId> {
        let asked = ControlName::read(name);
        if let (Some(catalog), Some(version)) = (asked.catalog, asked.version) {
            return self.find_versioned(catalog, version, asked.key);
        }
        if self.lineages().find(name, self).is_some() {
            return None;
        }
        self.controls
            .find(name)
            .or_else(|| self.index.by_key(&self.controls, name))
            .or_else(|| self.index.taker(&self.controls, name))
    }

    fn find_versioned(&self, catalog: &str, version: &str, key: &str) -> Option<ControlId> {
        let (_, catalog) = self.catalogs.lookup(&format!("{catalog}@{version}"))?;
        self.controls.find(&self.edition.control_name(catalog, key))
    }

    /// Says what became of the control of an earlier version, or of a base, that a name means; `None` if it means none.
    pub fn earlier(&self, name: &str) -> Option<Earlier> {
        let found = self.lineages().find(name, self);
        found.or_else(|| self.taken_with_version(name))
    }

    /// Says whether a control asks what an earlier scheme asked under a name, in other words: its catalog or the edition declares
    /// it reworded (L-037).
    pub fn is_reworded_since(&self, before: &Self, name: &str, control: ControlId) -> bool {
        let Some(old) = before.find_control(name) else {
            return false;
        };
        let old = &before.controls[old];
        let catalog = &before.catalogs[old.catalog];
        let version = format!("{}@{}", catalog.key, catalog.version);
        let key = ControlName::read(&old.name);
        let lineage = &self.catalogs[self.controls[control].catalog].lineage;
        let edition = before.edition.name();
        lineage.is_reworded_since(&version, key.key)
            || self.edition.lineage.is_reworded_since(&edition, key.key)
    }

    fn taken_with_version(&self, name: &str) -> Option<Earlier> {
        let (catalog, key) = name.split_once(':')?;
        let is_taken = |control: &Control| {
            let taken = control.takes();
            taken.is_some_and(|taken| {
                taken.catalog == catalog && ControlName::read(&taken.name).key == key
            })
        };
        let (_, by) = self
            .controls
            .iter()
            .find(|(_, control)| is_taken(control))?;
        Some(Earlier::of_taken(name, &by.name, &self.edition.name()))
    }

    fn lineages(&self) -> Lineages<'_> {
        let catalogs = || self.catalogs.iter().map(|(_, catalog)| catalog);
        let own = catalogs().map(|catalog| &catalog.lineage);
        let bases = catalogs().flat_map(|catalog| &catalog.over);
        Lineages::new(
            own.chain([&self.edition.lineage]),
            bases.map(|base| &base.lineage),
        )
    }
}

impl Present for Scheme {
    fn with_name(&self, name: ControlName<'_>) -> Vec<Text> {
        let is_meant = |catalog: &Catalog| name.catalog.is_none_or(|key| catalog.key == key);
        self.catalogs
            .iter()
            .filter(|(_, catalog)| is_meant(catalog))
            .map(|(_, catalog)| self.edition.control_name(catalog, name.key))
            .filter(|name| self.controls.find(name).is_some())
            .collect()
    }

    fn taker(&self, name: ControlName<'_>) -> Option<Text> {
        let id = self.index.taker(&self.controls, &name.without_version())?;
        Some(self.controls[id].name.clone())
    }
}
