"""CommerceML 2.x: order files of online shops, read as real shops write them."""
