"""The protocol by which 1С exchanges with a site («Протокол обмена с сайтом»), its client side."""
