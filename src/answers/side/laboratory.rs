//! What a laboratory says of itself, once for all dossiers.

use std::collections::BTreeMap;

use crate::model::Date;

/// What `laboratory.yaml` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Laboratory {
    /// Its name.
    pub name: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// The path of its logo, from the folder of the file.
    pub logo: Option<String>,
    /// Its accreditation.
    pub accreditation: Option<Accreditation>,
    /// Its methods, by the key of the procedure that each carries out.
    pub methods: BTreeMap<String, Method>,
    /// Its staff, by key.
    pub staff: BTreeMap<String, Member>,
    /// The keys of those who sign papers, in the order of signatures.
    pub signatories: Vec<String>,
    /// Its equipment, by its own inventory number.
    pub equipment: BTreeMap<String, Instrument>,
    /// What its work costs.
    pub rates: Option<Rates>,
    /// The patterns of the numbers of its papers, by the name of the paper: `NTL/{year}/{number}`.
    pub numbers: BTreeMap<String, String>,
    /// The days on which nobody works there beside Saturdays and Sundays, as listed. A month closes all of its days.
    pub closed: Vec<Date>,
}

/// An accreditation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accreditation {
    /// Who granted it.
    pub body: String,
    /// Its number.
    pub number: String,
    /// The standard.
    pub standard: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The keys of the procedures in its scope.
    pub scope: Vec<String>,
}

/// A method of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// The laboratory's own number.
    pub number: String,
    /// The issue.
    pub issue: Option<String>,
    /// The date of the issue.
    pub date: Option<Date>,
}

/// A person of the laboratory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name.
    pub name: String,
    /// The designation.
    pub designation: Option<String>,
    /// The address for mail.
    pub email: Option<String>,
    /// The keys of the roles in which the person works.
    pub roles: Vec<String>,
}

/// A piece of equipment that the laboratory has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// The keys of the equipment of the scheme that it is.
    pub is: Vec<String>,
    /// Its name.
    pub name: Option<String>,
    /// Who makes it.
    pub maker: Option<String>,
    /// Its model.
    pub model: Option<String>,
    /// Its serial number.
    pub serial: Option<String>,
    /// The version of its software.
    pub version: Option<String>,
    /// When it was calibrated last.
    pub calibrated: Option<Date>,
    /// The last day on which the calibration holds.
    pub due: Option<Date>,
    /// The certificate of calibration.
    pub certificate: Option<String>,
}

/// What the work of a laboratory costs. Amounts are as written, so that no cent is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// The currency: `INR`.
    pub currency: String,
    /// The price of an hour, by the key of the role.
    pub hour: BTreeMap<String, String>,
}
