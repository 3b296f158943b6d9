"""«Собственный шаблон»: a sample letter with placeholders reads other letters of the same look."""
