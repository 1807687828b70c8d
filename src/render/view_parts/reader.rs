//! A serialiser that makes nothing: it shows a visitor the parts of a struct or a list, one level deep.

use std::fmt;

use minijinja::value::{Serde, Value};
use serde::ser::{Impossible, SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

pub(super) fn read(from: &(impl Serialize + ?Sized), visitor: &mut impl Visit) {
    // The reader fails nowhere; a view that cannot be shown has no parts.
    let _ = from.serialize(ViewReader(visitor));
}

/// What is done with the parts of a struct or a list.
pub(super) trait Visit {
    /// Sees a field of a struct.
    fn field<T: Serialize + ?Sized>(&mut self, _name: &str, _value: &T) {}

    /// Sees that there is a list, of some length.
    fn list(&mut self, _length: Option<usize>) {}

    /// Sees an entry of a list.
    fn entry<T: Serialize + ?Sized>(&mut self, _value: &T) {}
}

/// Shows a visitor the parts of what is serialised, one level deep.
struct ViewReader<'a, Visitor>(&'a mut Visitor);

/// Shows a visitor the fields of a struct into which others are flattened, which serde shows as a map.
struct FieldReader<'a, Visitor> {
    visitor: &'a mut Visitor,
    name: String,
}

/// Passes over what has no parts.
macro_rules! pass_over {
    ($($method:ident($($name:ident: $type:ty),*);)*) => {
        $(fn $method(self, $($name: $type),*) -> Result<(), fmt::Error> {
            let _ = ($($name,)*);
            Ok(())
        })*
    };
}

impl<'a, Visitor: Visit> Serializer for ViewReader<'a, Visitor> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Self;
    type SerializeStruct = Self;
    type SerializeTuple = Impossible<(), fmt::Error>;
    type SerializeTupleStruct = Impossible<(), fmt::Error>;
    type SerializeTupleVariant = Impossible<(), fmt::Error>;
    type SerializeMap = FieldReader<'a, Visitor>;
    type SerializeStructVariant = Impossible<(), fmt::Error>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self, fmt::Error> {
        self.0.list(length);
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), fmt::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), fmt::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), fmt::Error> {
        Ok(())
    }

    pass_over! {
        serialize_bool(value: bool);
        serialize_i8(value: i8);
        serialize_i16(value: i16);
        serialize_i32(value: i32);
        serialize_i64(value: i64);
        serialize_u8(value: u8);
        serialize_u16(value: u16);
        serialize_u32(value: u32);
        serialize_u64(value: u64);
        serialize_f32(value: f32);
        serialize_f64(value: f64);
        serialize_char(value: char);
        serialize_str(value: &str);
        serialize_bytes(value: &[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(name: &'static str);
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str);
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, fmt::Error> {
        Ok(FieldReader {
            visitor: self.0,
            name: String::new(),
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, fmt::Error> {
        Err(fmt::Error)
    }
}

impl<Visitor: Visit> SerializeStruct for ViewReader<'_, Visitor> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), fmt::Error> {
        self.0.field(key, value);
        Ok(())
    }

    fn end(self) -> Result<(), fmt::Error> {
        Ok(())
    }
}

impl<Visitor: Visit> SerializeSeq for ViewReader<'_, Visitor> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), fmt::Error> {
        self.0.entry(value);
        Ok(())
    }

    fn end(self) -> Result<(), fmt::Error> {
        Ok(())
    }
}

impl<Visitor: Visit> SerializeMap for FieldReader<'_, Visitor> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), fmt::Error> {
        self.name = Value::from(Serde(key)).to_string();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), fmt::Error> {
        self.visitor.field(&self.name, value);
        Ok(())
    }

    fn end(self) -> Result<(), fmt::Error> {
        Ok(())
    }
}
