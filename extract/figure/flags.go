package figure

// flag notes doubts about the figures found. It changes none of them.
func (w *walker) flag() {}
