"""Spreadsheets (.xlsx, .xlsm): a hardened streaming reader of what users give, and a streaming writer."""

from service_kit.xlsx.read import Row, Value, XlsxError, XlsxReader
from service_kit.xlsx.write import Column, write_xlsx

__all__ = ["Column", "Row", "Value", "XlsxError", "XlsxReader", "write_xlsx"]
