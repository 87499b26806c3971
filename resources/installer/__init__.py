"""What turns the frozen program into installers: tools of the project, not part of the program, which neither imports nor ships them."""
